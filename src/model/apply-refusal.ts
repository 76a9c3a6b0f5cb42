/**
 * What a cloud refuses only when a valid plan is applied, since it looks at what runs now. It can be told from a plan that was
 * refreshed, together with what to do first.
 */
export interface ApplyRefusal {
  readonly types: readonly string[];
  /**
   * Undefined where nothing is in the way.
   * @param before the object as it is, masked
   * @param after as the plan makes it; what is known only then is `UNKNOWN`
   */
  readonly judge: (before: Attributes, after: Attributes) => Remedy | undefined;
}

export interface Remedy {
  /** What the cloud would say, as a sentence. */
  readonly reason: string;
  /** What a person runs before the plan is made again, for a POSIX shell. */
  readonly command: string;
  /** Attributes of the object as they are once that was run: a rehearsal goes on from there. */
  readonly leaves: Attributes;
}

/** A step to do before a plan can be applied; reported with the plan. */
export interface StepBefore extends Pick<Remedy, "reason" | "command"> {
  /** Of the resource that would be refused. */
  readonly address: string;
}

export type Attributes = Readonly<Record<string, unknown>>;
