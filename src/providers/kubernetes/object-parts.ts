/** Resource types that change parts of an object which something else made: labels, annotations, data, … */
import { objectOf } from "../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { loadSchema } from "../../schemas/load";
import { failure, firstOf, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { withApiDefaults } from "./api-defaults";
import { kindOf, resourceName } from "../simulated-cluster/kinds";
import { writtenMetadata } from "../simulated-cluster/metadata";
import {
  findObject,
  hasNamespace,
  nameOf,
  namespaceMissing,
  namespaceOf,
  objectId,
} from "../simulated-cluster/objects";
import { kindValues } from "./computed-values";

/** @param target The type of the object that must exist. @default its kind is not checked, since controllers make such objects too */
export function partOfObject(target?: string): ResourceBehaviour {
  return {
    id(_, planned) {
      const metadata = firstOf(planned.metadata) ?? objectOf();
      const [namespace, name] = [textOf(metadata.namespace), textOf(metadata.name) ?? "default"];
      const [version, kind] = [textOf(planned.api_version), textOf(planned.kind)];
      if (!version || !kind) return objectId(namespace, name);
      const place = namespace === undefined ? "" : `namespace=${namespace},`;
      return `apiVersion=${version},kind=${kind},${place}name=${name}`;
    },

    computed(context, state, prior) {
      const schema = loadSchema("kubernetes").resources[context.type];
      const complete = withAttributes(state, kindValues(context, state));
      const counted = "uid" in (firstOf(state.metadata) ?? {});
      if (counted) complete.metadata = writtenMetadata(context, state, prior, nameOf(state) ?? "default");
      return schema ? withApiDefaults(schema, complete) : complete;
    },

    refuse({ world, realm }, state, prior) {
      const namespace = namespaceOf(state);
      if (prior) return [];
      if (namespace !== undefined && !hasNamespace(world, realm, namespace)) return [namespaceMissing(namespace)];
      const name = nameOf(state) ?? "";
      const kind = target === undefined ? undefined : kindOf(target);
      if (!kind || !target || findObject(world, realm, target, objectId(namespace, name))) return [];
      // Every namespace has one without anybody making it.
      if (kind.kind === "ServiceAccount" && name === "default") return [];
      return [failure(`${resourceName(kind)} "${name}" not found`)];
    },
  };
}
