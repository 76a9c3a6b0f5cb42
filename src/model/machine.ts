/** A machine of an environment that SSH reaches, and what is asked of it to see whether it is as it was left. */
export interface SshPlace {
  /** IPv4 address or name. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Absolute path of the private key that logs in. */
  readonly keyFile: string;
  /** Its public key: type and base64. @default undefined: whoever answers is taken for it */
  readonly hostKey?: string;
}

export interface MachineCheck {
  /** What is checked, in the words of the environment file. */
  readonly stage: string;
  /**
   * Changes nothing. It prints one line of JSON, `{ok, differs, notes, problems}`, and ends with 0 where all is as it is to be, 2
   * where something differs, 1 where it could not be told.
   */
  readonly command: string;
  /** @param differs what the check said. @default nothing is known that puts it back */
  putBack?(differs: readonly string[]): PutBack;
}

/** Terraform addresses of what is made anew so that a machine is again as it was left; or why there is none. */
export type PutBack =
  | {
      readonly addresses: readonly string[];
      /** What Terraform changes with those, because it looks at them. @default nothing */
      readonly along?: readonly string[];
    }
  | { readonly reason: string; readonly remedy?: string };

/** What a machine is that was asked, and what it lacks. */
export interface ProbedMachine {
  /** In a few words: `Debian GNU/Linux 12 (bookworm)`. */
  readonly is: string;
  readonly problems: readonly { readonly message: string; readonly remedy: string }[];
}

export interface MachineProbe {
  /** For the shell of whoever logs in. It changes nothing. */
  readonly command: string;
  /** From what it printed. */
  judge(printed: string): ProbedMachine;
}

export interface Machine extends SshPlace {
  readonly name: string;
  /** Through which it is reached. @default directly */
  readonly bastion?: SshPlace;
  /** Seconds. */
  readonly connectTimeout: number;
  /** Seconds that one check may take. */
  readonly checkTimeout: number;
  /** Whether it can be deployed to at all. @default whoever is let in can deploy to it */
  readonly probe?: MachineProbe;
  /** Terraform address of what brings there whatever a check runs. @default nothing does */
  readonly uploadedBy?: string;
  /** In this order, each after the other. */
  readonly checks: readonly MachineCheck[];
}
