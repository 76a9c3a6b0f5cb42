/** The Resource Groups Tagging API: everything that has tags, by its tags. */
import { objectOf } from "../../../rehearsal/protocol/value";
import type { DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { locationOf, partitionOf } from "../shared/location";
import { objectsInRealm } from "../shared/lookups";
import { readResult, tagsOf, type Read } from "./find-objects";

const read: Read = (context, config) => {
  const { region } = locationOf(context, config);
  const filters = objectsOf(config.tag_filter);
  const types = textsOf(config.resource_type_filters);
  const arns = textsOf(config.resource_arn_list);
  const tagged = [...new Set(context.world.list().map(({ type }) => type))]
    .filter((type) => type.startsWith("aws_"))
    .flatMap((type) => objectsInRealm(context, type))
    .map((object) => ({ arn: textOf(object.attributes.arn) ?? "", tags: tagsOf(object) }))
    .filter(
      ({ arn, tags }) =>
        arn !== "" &&
        Object.keys(tags).length > 0 &&
        (types.length === 0 || types.some((type) => isOfType(arn, type))) &&
        (arns.length === 0 || arns.includes(arn)) &&
        filters.every((filter) => {
          const own = tags[textOf(filter.key) ?? ""];
          const values = textsOf(filter.values);
          return own !== undefined && (values.length === 0 || values.includes(String(own)));
        }),
    );
  return readResult(config, {
    id: partitionOf(region),
    resource_tag_mapping_list: tagged.map(({ arn, tags }) =>
      objectOf([
        ["resource_arn", arn],
        ["tags", tags],
        ["compliance_details", []],
      ]),
    ),
  });
};

/** `rds:db` of `arn:aws:rds:…:db:orders`. */
function isOfType(arn: string, filter: string): boolean {
  const [service, kind] = filter.split(":");
  const parts = arn.split(":");
  return parts[2] === service && (kind === undefined || parts.slice(5).join(":").split(/[/:]/)[0] === kind);
}

export const taggedData: { readonly [type: string]: DataSourceBehaviour } = {
  aws_resourcegroupstaggingapi_resources: { read },
};
