const wider: ReadonlyMap<string, string> = new Map(
  Object.entries({
    animal:
      'dog puppy cat kitten horse cow sheep zebra giraffe elephant bear bird goat raccoon rabbit monkey lion tiger fox deer pig',
    vehicle:
      'car truck bus van motorcycle motorbike scooter bicycle bike train tram boat ship plane airplane aeroplane',
    person: 'man woman boy girl child kid baby player rider driver astronaut lady guy',
    furniture: 'chair sofa couch table desk bench bed shelf cupboard',
    clothes: 'shirt trousers pants jeans dress skirt coat jacket hat cap shoe shoes scarf tie sweater',
    food: 'pizza cake sandwich apple banana orange carrot bread donut doughnut',
    plant: 'tree bush flower grass',
    building: 'house tower church temple pagoda barn shop',
    container: 'cup mug glass bottle bowl vase bin basket box',
  }).flatMap(([word, narrow]) => narrow.split(' ').map((name) => [name, word] as const)),
);

/** A wider word for the first noun of a prompt that is known, to try when nothing was found; null when none is. */
export function widerWord(prompt: string): string | null {
  for (const word of prompt.toLowerCase().split(/[^\p{L}]+/u)) {
    const found = wider.get(word) ?? wider.get(word.replace(/s$/, ''));
    if (found !== undefined) return found;
  }
  return null;
}
