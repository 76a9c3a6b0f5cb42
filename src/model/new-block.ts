/** What a new environment file is asked for to fill in a target's block, where account, region and administrators are not all of it. */

/** By option; of one that takes a single value, a list of one. */
export type BlockAnswers = Readonly<Record<string, readonly string[]>>;

export interface BlockQuestion {
  /** Name of the answer, and of the option that gives it: `control-plane`. */
  readonly option: string;
  /** What stands behind the option: `name=address`. */
  readonly value: string;
  /** The question, without its mark. */
  readonly title: string;
  /** The same for who reads the options. */
  readonly description: string;
  /** Whether it takes several. @default false */
  readonly several?: true;
  /** Whether it is an option alone, and nobody is asked. @default false */
  readonly unasked?: true;
  /** Beginnings of paths in the file: what is wrong there is wrong with this answer. */
  readonly paths: readonly string[];
  /** What counts where nobody answers; empty: nothing does. */
  usual(given: BlockAnswers): readonly string[];
}

/** Something that stands in the file so that it is whole, and is true of nobody. */
export interface ToFillIn {
  /** In the environment file: `kubeadm.hosts[0].hostKey`. */
  readonly path: string;
  /** Where what belongs there is to be had, in one sentence. */
  readonly message: string;
}

/** What is wrong with an answer by itself, before anything is made of it. */
export interface AnswerProblem {
  readonly option: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Beginnings of paths in the file at which something is missing by it: what is told of them follows from it. @default none */
  readonly hides?: readonly string[];
}

export interface WrittenAnswers {
  /** Lines of the block below its region, without the indentation of the block. */
  readonly block: readonly string[];
  /** Lines below `cluster:`, likewise. */
  readonly cluster: readonly string[];
  readonly toFillIn: readonly ToFillIn[];
  readonly problems: readonly AnswerProblem[];
}

export interface NewBlock {
  /** In the order in which they are asked. */
  readonly questions: readonly BlockQuestion[];
  /**
   * @param answers of every question, the usual ones among them
   * @param root what paths of files in the block are relative to
   */
  write(answers: BlockAnswers, root: string): WrittenAnswers;
  /** Whether a new file can have servers of PostgreSQL without saying more than their names. */
  readonly databases: boolean;
}
