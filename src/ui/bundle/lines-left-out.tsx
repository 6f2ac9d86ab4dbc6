import { ProblemLines } from '../primitives/problem-lines.tsx';

export interface LinesLeftOutProps {
  /** Above the list: how many of what. */
  readonly title: string;
  readonly lines: readonly string[];
}

/** What is not in a bundle, by name and reason. */
export function LinesLeftOut({ title, lines }: LinesLeftOutProps) {
  return (
    <ProblemLines
      name="Left out"
      listName="List of what is left out"
      className="bdl-lines"
      title={title}
      lines={lines}
    />
  );
}
