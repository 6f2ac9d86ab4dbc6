/** Files that hold annotations, or may: by their ending, as browsers know no media type for most. */
export function isAnnotationFile({ name }: Pick<File, 'name'>): boolean {
  return /\.(?:json|jsonl|xml|txt|ya?ml|zip)$/iu.test(name);
}
