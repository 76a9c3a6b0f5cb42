/** Checks of the labels and taints of pools. */
import type { SectionProblem } from "../../model/component";
import { isControllersTaint, isTaintTwice, kubeletRefuses, nodeLabelSays } from "../../model/node-keys";
import type { PoolSection } from "./pool-section";

type Keys = Pick<PoolSection, "labels" | "taints">;

const OTHER_KEY = "Choose a key with a prefix of your own, or none.";

/** As they hold on every target. */
export function checkPoolKeys({ labels, taints }: Keys, index: number): readonly SectionProblem[] {
  return [
    ...Object.keys(labels).flatMap((key): readonly SectionProblem[] =>
      nodeLabelSays(key) === undefined
        ? []
        : [reservedLabel(key, index, `'${key}' says of a node what it is and where: Kubernetes sets it itself.`)],
    ),
    ...taints.flatMap((taint, at): readonly SectionProblem[] => {
      const { key, effect } = taint;
      const path = ["pools", index, "taints", at];
      if (isControllersTaint(taint)) {
        const message = `Kubernetes itself sets the taint '${key}' on a node, and takes it away.`;
        return [{ path: [...path, "key"], code: "CLUSTER_POOL_KEY_RESERVED", message, remedy: OTHER_KEY }];
      }
      if (!isTaintTwice(taint, at, taints)) return [];
      const message = `The taint '${key}' with the effect ${effect} is there twice; a node has one of each.`;
      return [{ path, code: "CLUSTER_POOL_TAINT_TWICE", message, remedy: "Keep one." }];
    }),
  ];
}

/** A cloud's own keys. */
export interface OwnKeys {
  /** Who they are of. */
  readonly name: string;
  readonly keys: RegExp;
}

/** As they hold where a cloud's kubelets label themselves. */
export function checkCloudKeys({ labels, taints }: Keys, index: number, own: OwnKeys): readonly SectionProblem[] {
  const whose = (key: string): string =>
    `'${key}' is ${own.name}'s own: it sets such keys itself, and takes none from others.`;
  return [
    ...Object.keys(labels).flatMap((key): readonly SectionProblem[] => {
      if (own.keys.test(key)) return [reservedLabel(key, index, whose(key))];
      if (!kubeletRefuses(key) || nodeLabelSays(key) !== undefined) return [];
      return [reservedLabel(key, index, `A node may not give itself the label '${key}': it would never join.`)];
    }),
    ...taints.flatMap(({ key }, at): readonly SectionProblem[] => {
      if (!own.keys.test(key)) return [];
      const path = ["pools", index, "taints", at, "key"];
      return [{ path, code: "CLUSTER_POOL_KEY_RESERVED", message: whose(key), remedy: OTHER_KEY }];
    }),
  ];
}

function reservedLabel(key: string, index: number, message: string): SectionProblem {
  return {
    path: ["pools", index, "labels", key],
    at: "key",
    code: "CLUSTER_POOL_KEY_RESERVED",
    message,
    remedy: OTHER_KEY,
  };
}
