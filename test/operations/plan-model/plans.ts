/** Plans as `terraform show -json` writes them, for tests. */

export interface ChangeParts {
  readonly address?: string;
  readonly type?: string;
  readonly name?: string;
  readonly mode?: "managed" | "data";
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly beforeSensitive?: unknown;
  readonly afterSensitive?: unknown;
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly reason?: string;
  readonly previousAddress?: string;
}

export function changeOf(parts: ChangeParts): object {
  const { type = "terraform_data", name = "thing" } = parts;
  return {
    address: parts.address ?? `${type}.${name}`,
    ...(parts.previousAddress ? { previous_address: parts.previousAddress } : {}),
    mode: parts.mode ?? "managed",
    type,
    name,
    provider_name: "terraform.io/builtin/terraform",
    ...(parts.reason ? { action_reason: parts.reason } : {}),
    change: {
      actions: parts.actions,
      before: parts.before ?? null,
      after: parts.after ?? null,
      after_unknown: parts.unknown ?? {},
      before_sensitive: parts.beforeSensitive ?? false,
      after_sensitive: parts.afterSensitive ?? {},
      ...(parts.replacePaths ? { replace_paths: parts.replacePaths } : {}),
    },
  };
}

export function planOf(changes: readonly ChangeParts[], rest: object = {}): object {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes.map(changeOf),
    ...rest,
  };
}

/** An update of one resource. */
export function update(before: object, after: object, rest: Partial<ChangeParts> = {}): ChangeParts {
  return { actions: ["update"], before, after, ...rest };
}
