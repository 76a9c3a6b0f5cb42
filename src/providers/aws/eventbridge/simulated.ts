/** EventBridge: buses, rules, and where they send events. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import type { HandMadeChanges } from "../../../rehearsal/engine/hand-made";
import { objectsInRealm } from "../shared/lookups";
import { nameOrGenerated } from "../shared/naming";
import { arnOf, patternedResource } from "../shared/patterned-resource";

/** A rule or target on another bus than the account's own has the bus before it. */
const busPrefix = (state: ValueObject): readonly string[] => {
  const name = textOf(state.event_bus_name) ?? "default";
  return name === "default" ? [] : [name];
};

const rule = patternedResource(
  {
    id: (context, planned) => [...busPrefix(planned), nameOrGenerated(context, planned)].join("/"),
    exists: { code: "ResourceAlreadyExistsException", message: "Rule {id} already exists." },
    values: (context, state) => ({
      arn: arnOf(context, state, `events:rule/${[...busPrefix(state), textOf(state.name)].join("/")}`),
    }),
  },
  {},
);

const target = patternedResource(
  {
    name: "target_id",
    id: (context, planned) =>
      [...busPrefix(planned), textOf(planned.rule), nameOrGenerated(context, planned, "target_id")].join("-"),
    exists: { code: "ResourceAlreadyExistsException", message: "Target {id} already exists." },
  },
  {
    import: (context, id) => {
      const [name, ...rest] = id.split("/").reverse();
      const [ruleName, ...buses] = rest;
      return objectsInRealm(context, "aws_cloudwatch_event_target").find(
        ({ attributes }) =>
          attributes.target_id === name &&
          attributes.rule === ruleName &&
          (attributes.event_bus_name ?? "default") === (buses.reverse().join("/") || "default"),
      );
    },
  },
);

export const eventbridgeTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_cloudwatch_event_bus: patternedResource({
    id: "{name}",
    arn: "events:event-bus/{name}",
    exists: { code: "ResourceAlreadyExistsException", message: "Event bus {id} already exists." },
  }),
  aws_cloudwatch_event_rule: rule,
  aws_cloudwatch_event_target: target,
};

/** What people change by hand. */
export const eventbridgeHandMade: HandMadeChanges = { deletions: ["aws_cloudwatch_event_target"] };
