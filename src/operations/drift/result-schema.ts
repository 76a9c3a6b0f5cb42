/** The form of a drift check's JSON: `schema/drift.schema.json` comes from it. */
import { z } from "zod";
import { attributeForm, problemForm, severityForm, sourceForm, terraformForm } from "../result-schema-parts";

const located = {
  environment: z.string().describe("Name of the environment."),
  stack: z.string().describe("Name of the stack that holds the resource."),
  component: z.string().describe("The part of the environment file that it belongs to, such as databases."),
  address: z.string().describe("Terraform's address of the resource."),
  type: z.string().describe("Type of the resource, such as the first part of its address."),
  source: sourceForm.optional(),
};

const kind = z.enum(["changed", "deleted"]).describe("What became of the resource outside of Terraform.");

const attribute = z.object({
  path: z.string().describe("Path of the attribute, such as tags.owner."),
  before: z.unknown().optional().describe("As the last apply left it; masked where it is sensitive."),
  after: z.unknown().optional().describe("As it is now."),
  sensitive: z.boolean().describe("Whether the values are secret: then they are masked."),
});

const remedies = z
  .object({
    takeOver: z
      .object({
        file: z.string().describe("The environment file, relative to the project's root."),
        fields: z
          .array(
            z.object({
              attribute: z.string().describe("Path of the attribute of the resource."),
              path: z.string().describe("Path of the field in the file that takes its value."),
            }),
          )
          .describe("What is taken over, and where it goes."),
        edits: z
          .array(
            z.object({
              line: z.int().describe("Counted from 1, in the file as it is."),
              before: z.string().optional().describe("The line as it is; absent where one is added."),
              after: z.string().describe("The line as it would be."),
            }),
          )
          .describe("Line by line."),
      })
      .optional()
      .describe("The lines that make the environment file say what is real now."),
    notTakenOver: z.string().optional().describe("Why some or all of it cannot be taken over."),
    putBack: z.string().optional().describe("The command that makes it again what the last apply left."),
    notPutBack: z.string().optional().describe("Why it cannot be put back."),
    ignore: z.string().describe("The entries of the environment file that let it be, as YAML."),
  })
  .describe("What to do about it: one of the three.");

const finding = z.object({
  ...located,
  kind,
  attributes: z.array(attribute).describe("Of a deletion none."),
  severities: z
    .array(
      z.object({
        risk: severityForm,
        rule: z.string().optional().describe("Id of the rule, such as data-loss/deleted."),
        reason: z.string().describe("What is at risk and why, for people."),
      }),
    )
    .describe("By the rules of the review, the worst first."),
  remedies,
});

const excuse = {
  by: z.enum(["rule", "file"]).describe("rule: known noise; file: an entry of ignoreDrift."),
  rule: z.string().optional().describe("Id of the rule, where one says so."),
  reason: z.string().describe("Why it is let be, for people."),
  expires: z.string().optional().describe("The last day, UTC, on which the entry counts: YYYY-MM-DD."),
};

const ignored = z.object({
  ...located,
  kind,
  attribute: attribute.optional().describe("Absent of a deletion."),
  ...excuse,
});

const pending = z.object({
  ...located,
  action: z
    .enum(["no-op", "create", "read", "update", "delete", "replace", "forget"])
    .describe("What the next apply does with the resource."),
  attributes: z.array(attributeForm).describe("What differs, by the paths of the attributes."),
});

const staleEntry = z.object({
  environment: z.string().describe("Name of the environment whose file has the entry."),
  state: z.enum(["expired", "unused"]).describe("expired: its last day is over; unused: there is no such difference."),
  entry: z
    .object({
      address: z.string().describe("Terraform's address of the resource."),
      attribute: z.string().optional().describe("Path of the attribute; absent where it is every one."),
      reason: z.string().describe("Why it may differ, as the file says."),
      expires: z.string().describe("The last day, UTC, on which it counts: YYYY-MM-DD."),
    })
    .describe("As it stands in the file."),
  place: z
    .object({
      file: z.string().describe("The environment file, relative to the project's root."),
      line: z.int().describe("Counted from 1."),
      column: z.int().describe("Counted from 1."),
      path: z.string().describe("Path in the file, such as ignoreDrift[0]."),
    })
    .describe("Where it stands."),
});

const unmanagedObject = {
  environment: z.string().describe("Name of the environment that it is as if it belonged to."),
  type: z.string().describe("Type of the resource that would manage it."),
  id: z.string().describe("Its id in the cloud."),
  name: z.string().optional().describe("Its name, where it has one."),
  realm: z.string().describe("What it exists in: of a cloud account and region, of a cluster its endpoint."),
};

const stack = z.object({
  name: z.string().describe("Of the stack: <environment>-<tier>."),
  environment: z.string().describe("Name of the environment."),
  outcome: z
    .enum(["checked", "not-applied", "failed"])
    .describe("not-applied: it has no state yet; failed: it could not be looked at."),
  seconds: z.number().describe("How long the check of it took."),
  drifted: z.int().optional().describe("How many findings; absent where it could not be looked at."),
  pending: z
    .int()
    .optional()
    .describe("How many resources whose configuration is not applied yet; absent where that could not be planned."),
  pendingOutputs: z.array(z.string()).describe("Names of the outputs that the next apply changes."),
  waitingFor: z.array(z.string()).describe("Stacks that must be applied before it can be told what is pending."),
  problems: z.array(problemForm).describe("What kept it from being looked at."),
});

const hostOutcome = (what: string) =>
  z.enum(["same", "differs", "not-judged"]).describe(`${what} not-judged: it, or some of it, could not be looked at.`);

const host = z.object({
  environment: z.string().describe("Name of the environment."),
  name: z.string().describe("Name of the host."),
  address: z.string().describe("Where it was looked for."),
  outcome: hostOutcome("Whether it is as the last apply left it."),
  reason: z.string().optional().describe("Why nothing of it could be looked at."),
  stages: z
    .array(
      z.object({
        stage: z.string().describe("What was checked."),
        outcome: hostOutcome("Whether it is as it was left."),
        differs: z.array(z.string()).describe("Files, packages, services and settings that are not."),
        problems: z.array(z.string()).describe("Why it could not be told, and what else is wrong."),
        isMissing: z.literal(true).optional().describe("What tells it does not lie there."),
      }),
    )
    .describe("In the order of a deployment."),
  ignored: z
    .array(
      z.object({
        stage: z.string().describe("What was checked."),
        what: z.string().describe("File, package, service or setting that differs."),
        ...excuse,
      }),
    )
    .describe("What differs and is let be; it is in no stage."),
  remedies: z
    .object({
      putBack: z.string().optional().describe("The command."),
      notPutBack: z.string().optional().describe("Why there is none for some of it, or for all."),
      ignore: z.string().optional().describe("Entries for the environment file that let it be, as YAML."),
    })
    .optional()
    .describe("What to do about it; absent where there is nothing to do, or nobody knows."),
});

export const driftSchema = z
  .object({
    schemaVersion: z
      .literal(2)
      .describe("2: a stack that could not be looked at has no numbers, and `verdict` says what the check comes to."),
    ok: z.boolean().describe("Whether everything could be checked."),
    verdict: z
      .enum(["drift", "no-drift", "not-judged", "not-applied"])
      .describe("not-judged: nothing was found, and not everything could be looked at."),
    drift: z.boolean().describe("Whether anything changed or was deleted outside, beyond what is ignored."),
    simulated: z.boolean().describe("Whether the clouds were simulated ones."),
    terraform: terraformForm,
    environments: z.array(z.string()).describe("Names of those that were checked."),
    stacks: z.array(stack).describe("Of these environments, in the order of their dependencies."),
    hosts: z
      .array(host)
      .describe("Hosts of which no state knows what they are, as they say it themselves; empty where there are none."),
    findings: z.array(finding).describe("What changed or was deleted outside."),
    pending: z.array(pending).describe("Configuration that is not applied yet: no drift."),
    ignored: z.array(ignored).describe("What differs, and is let be."),
    staleEntries: z.array(staleEntry).describe("Entries of ignoreDrift that do nothing, or nothing any more."),
    unmanaged: z
      .discriminatedUnion("state", [
        z.object({
          state: z.literal("checked").describe("It was looked for."),
          objects: z.array(z.object(unmanagedObject)).describe("Things that no state owns."),
          known: z
            .array(
              z.object({
                ...unmanagedObject,
                rule: z.string().describe("Id of the rule that knows it."),
                reason: z.string().describe("Why it is there, for people."),
              }),
            )
            .describe("What the clouds make by themselves."),
        }),
        z.object({
          state: z.literal("unchecked").describe("It was not looked for."),
          reason: z.string().describe("Why not, for people."),
        }),
      ])
      .describe("What is there and no state owns."),
    problems: z.array(problemForm).describe("What is wrong with no one stack."),
    seconds: z.object({ total: z.number().describe("From beginning to end.") }).describe("How long the check took."),
  })
  .describe("What changed in the real world since the last apply.");

/** Draft 7, for whoever reads drift checks with a program. */
export function driftJsonSchema(): object {
  return { ...z.toJSONSchema(driftSchema, { target: "draft-7", io: "output" }), title: "Drift" };
}
