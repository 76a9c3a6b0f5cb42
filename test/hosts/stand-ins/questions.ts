/** What hosts, and tests, ask the fake cluster. */
import type { Member } from "./etcd";
import type { ApiAnswer, ApiRequest, Ended, KubeObject } from "./objects";

export interface HostFacts {
  readonly host: string;
  readonly machineId: string;
  /** Of its kubelet. */
  readonly version: string;
}

export interface MemberId {
  readonly cluster: string;
  readonly id: string;
}

export interface FaultGiven {
  readonly host: string;
  /** Beginning of what is done: `kubeadm join`. */
  readonly what: string;
  readonly times: number;
  /** `hold` goes on when it is taken back. */
  readonly kind: "fail" | "hang" | "hold" | "fail-late";
}

export type ClusterQuestion =
  | { readonly ask: "say"; readonly host: string; readonly what: string }
  | { readonly ask: "fault"; readonly host: string; readonly what: string }
  | {
      readonly ask: "etcd-start";
      readonly host: string;
      readonly peer: string;
      readonly isNew: boolean;
      /** What its data folder says that it is. */
      readonly known?: MemberId;
    }
  | { readonly ask: "etcd-stop"; readonly host: string }
  | { readonly ask: "etcd"; readonly member?: MemberId; readonly command: readonly string[] }
  | { readonly ask: "exec"; readonly pod: string; readonly command: readonly string[] }
  | { readonly ask: "api"; readonly member?: MemberId; readonly request: ApiRequest; readonly version: string }
  | {
      readonly ask: "restore";
      /** Whose. */
      readonly name: string;
      readonly members: readonly { readonly name: string; readonly peer: string }[];
      readonly copy: string;
    }
  | {
      readonly ask: "control";
      readonly control: {
        /** Whether there is a network plugin, without which no node is ready. */
        readonly networked?: boolean;
        readonly faults?: readonly FaultGiven[];
        readonly objects?: Readonly<Record<string, KubeObject>>;
      };
    };

export interface ClusterState {
  /** How many were begun. */
  readonly clusters: number;
  readonly journal: readonly { readonly at: number; readonly host: string; readonly what: string }[];
  readonly members: readonly Member[];
  readonly objects: Readonly<Record<string, KubeObject>>;
  readonly ready: readonly string[];
}

export interface ClusterAnswer {
  readonly error?: string;
  readonly fault?: string;
  readonly started?: MemberId;
  readonly api?: ApiAnswer;
  readonly ended?: Ended;
  readonly state?: ClusterState;
}
