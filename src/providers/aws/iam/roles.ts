/** Roles, what they may do, and who wears them. */
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { isTrue, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";
import { iamId } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { permissionProblems, POLICY_SIZE, sizeOf, trustProblems } from "./documents";

/** When everything in the account was made: nothing derives from a clock. */
export const CREATED = "2026-01-01T00:00:00Z";

/** Managed policies a role takes: the quota before anybody asks for more. */
const MOST_ATTACHED = 10;

const attachedTo = (context: BehaviourContext, role: string): readonly WorldObject[] =>
  objectsInRealm(context, "aws_iam_role_policy_attachment").filter(({ attributes }) => attributes.role === role);

const inlineOf = (context: BehaviourContext, role: string): readonly WorldObject[] =>
  objectsInRealm(context, "aws_iam_role_policy").filter(({ attributes }) => attributes.role === role);

export const role = patternedResource(
  {
    id: "{name}",
    arn: "iam::role{path}{name}",
    exists: { code: "EntityAlreadyExists", message: "Role with name {id} already exists." },
    values: (context, state) => ({
      create_date: CREATED,
      unique_id: iamId(context, "AROA", String(state.name)),
      managed_policy_arns: [],
    }),
  },
  {
    refuse: (_context, state, prior) => {
      const start = doing(prior, "IAM Role", textOf(state.name));
      return [
        ...trustProblems(start, textOf(state.assume_role_policy) ?? ""),
        ...objectsOf(state.inline_policy).flatMap(({ policy }) =>
          textOf(policy) ? permissionProblems(start, textOf(policy) ?? "") : [],
        ),
      ];
    },
    refuseDelete: (context, { id, attributes }) => {
      if (isTrue(attributes.force_detach_policies)) return [];
      const start = `deleting IAM Role (${id})`;
      return actualProblems(
        attachedTo(context, id).length > 0 &&
          apiError(start, "DeleteConflict", "Cannot delete entity, must detach all policies first."),
        inlineOf(context, id).length > 0 &&
          apiError(start, "DeleteConflict", "Cannot delete entity, must delete policies first."),
      );
    },
    // The provider takes the role out of its profiles, and with `force_detach_policies` takes its policies off, first.
    deleted: (context, { id }) => {
      for (const object of [...attachedTo(context, id), ...inlineOf(context, id)]) {
        context.world.remove(object.type, object.id, object.realm);
      }
    },
  },
);

export const rolePolicy = patternedResource(
  {
    id: "{role}:{name}",
    exists: { code: "EntityAlreadyExists", message: "Role policy {id} already exists." },
  },
  {
    refuse: (context, state, prior) => {
      const name = textOf(state.role) ?? "";
      const start = doing(prior, "IAM Role Policy", textOf(state.name));
      const others = inlineOf(context, name).filter(({ id }) => id !== state.id);
      const size = [state, ...others.map(({ attributes }) => attributes)].reduce(
        (sum, { policy }) => sum + sizeOf(textOf(policy) ?? ""),
        0,
      );
      const message = `Maximum policy size of ${POLICY_SIZE.inlineOfRole} bytes exceeded for role ${name}`;
      return [
        ...permissionProblems(start, textOf(state.policy) ?? ""),
        ...actualProblems(size > POLICY_SIZE.inlineOfRole && apiError(start, "LimitExceeded", message)),
      ];
    },
  },
);

export const attachment: ResourceBehaviour = {
  id: (_context, planned) => `${textOf(planned.role)}/${textOf(planned.policy_arn)}`,
  exists: { code: "EntityAlreadyExists", message: "The policy is attached already: {id}" },
  refuse: (context, state, prior) => {
    const name = textOf(state.role) ?? "";
    const others = attachedTo(context, name).filter(({ id }) => id !== state.id);
    const start = `attaching IAM Policy (${textOf(state.policy_arn)}) to IAM Role (${name})`;
    const message = `Cannot exceed quota for PoliciesPerRole: ${MOST_ATTACHED}`;
    return actualProblems(!prior && others.length >= MOST_ATTACHED && apiError(start, "LimitExceeded", message));
  },
  import: (context, id) => {
    const at = id.indexOf("/");
    return objectsInRealm(context, "aws_iam_role_policy_attachment").find(
      ({ attributes }) => attributes.role === id.slice(0, at) && attributes.policy_arn === id.slice(at + 1),
    );
  },
};

export const profile = patternedResource(
  {
    id: "{name}",
    arn: "iam::instance-profile{path}{name}",
    exists: { code: "EntityAlreadyExists", message: "Instance Profile {id} already exists." },
    values: (context, state) => ({
      create_date: CREATED,
      unique_id: iamId(context, "AIPA", String(state.name)),
      role: null,
    }),
  },
  {},
);

/** One resource that says all that a role has: what is on the role and not listed goes. */
export function exclusive(listed: "policy_names" | "policy_arns"): ResourceBehaviour {
  const keepOnly = (context: BehaviourContext, { attributes }: WorldObject): void => {
    const name = textOf(attributes.role_name) ?? "";
    const wanted = textsOf(attributes[listed]);
    const arns = listed === "policy_arns";
    for (const object of arns ? attachedTo(context, name) : inlineOf(context, name)) {
      const own = textOf(arns ? object.attributes.policy_arn : object.attributes.name) ?? "";
      if (!wanted.includes(own)) context.world.remove(object.type, object.id, object.realm);
    }
  };
  return { identity: ["role_name"], created: keepOnly, updated: keepOnly };
}
