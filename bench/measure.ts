/** Measures several things side by side: a round of each, then the next round, each round in another order. */
import { median } from "./statistics";

export interface Sample {
  /** Wall clock. */
  readonly seconds: number;
  /** The most memory that the process under measurement held, in megabytes (10^6 bytes). */
  readonly megabytes?: number;
}

export interface Subject {
  readonly name: string;
  /** Runs it once. What has to be set up or cleaned for a run is not in the time it tells. */
  run(): Promise<Sample>;
}

export interface Measured {
  readonly name: string;
  /** One a round, in order: those of one index were measured one after the other. */
  readonly samples: readonly Sample[];
}

export interface Rounds {
  /** How many are counted. */
  readonly counted: number;
  /** How many come before, uncounted: they fill the caches of the disk and of the compilers. */
  readonly warmUp: number;
}

/** At least five are counted: a median of fewer says little. */
export const ROUNDS: Rounds = { counted: 5, warmUp: 1 };

export async function measure(
  subjects: readonly Subject[],
  rounds: Rounds = ROUNDS,
  progress: (line: string) => void = () => undefined,
): Promise<readonly Measured[]> {
  const samples = new Map<Subject, Sample[]>(subjects.map((subject) => [subject, []]));
  for (let round = -rounds.warmUp; round < rounds.counted; round++) {
    for (const subject of rotated(subjects, round + rounds.warmUp)) {
      const sample = await subject.run();
      if (round >= 0) samples.get(subject)?.push(sample);
      progress(`${round < 0 ? "warm-up" : `round ${round + 1}`}: ${subject.name}: ${sample.seconds.toFixed(2)} s`);
    }
  }
  return subjects.map((subject) => ({ name: subject.name, samples: samples.get(subject) ?? [] }));
}

/** Nobody always comes after the same neighbour. */
function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

export function secondsOf({ samples }: Measured): readonly number[] {
  return samples.map(({ seconds }) => seconds);
}

export function medianSeconds(measured: Measured): number {
  return median(secondsOf(measured));
}

/** The most that any round took; undefined where memory was not measured. */
export function mostMegabytes({ samples }: Measured): number | undefined {
  const known = samples.map(({ megabytes }) => megabytes).filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
