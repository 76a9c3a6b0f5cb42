/**
 * The configuration of Alertmanager 0.28, as strictly as Alertmanager reads it: the fields that the project writes, by
 * prometheus.io/docs/alerting/0.28/configuration, and what config/config.go refuses besides.
 */
import { z } from "zod";

const duration = z.string().regex(/^(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/);
const positive = duration.refine((text) => /[1-9]/.test(text), { error: "cannot be zero" });
const matcher = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*(=~|!~|!=|=)"(?:[^"\\\n]|\\["\\n])*"$/);
const file = z.string().regex(/^\/etc\/alertmanager\/secrets\/[a-z0-9-]+\/[A-Za-z0-9_-]+$/);
const httpConfig = z.strictObject({
  authorization: z.strictObject({ type: z.string(), credentials_file: file }),
});

interface Route {
  readonly receiver?: string | undefined;
  readonly mute_time_intervals?: readonly string[] | undefined;
  readonly active_time_intervals?: readonly string[] | undefined;
  readonly matchers?: readonly string[] | undefined;
  readonly routes?: readonly Route[] | undefined;
}

const route: z.ZodType<Route> = z.strictObject({
  receiver: z.string().optional(),
  matchers: z.array(matcher).min(1).optional(),
  group_by: z.array(z.string()).min(1).optional(),
  group_wait: duration.optional(),
  group_interval: positive.optional(),
  repeat_interval: positive.optional(),
  continue: z.boolean().optional(),
  mute_time_intervals: z.array(z.string()).optional(),
  active_time_intervals: z.array(z.string()).optional(),
  get routes() {
    return z.array(route).min(1).optional();
  },
});

const receiver = z.strictObject({
  name: z.string().min(1),
  email_configs: z.array(z.strictObject({ to: z.string().min(1), send_resolved: z.boolean() })).optional(),
  slack_configs: z
    .array(
      z.strictObject({
        channel: z.string().min(1),
        api_url_file: file,
        send_resolved: z.boolean(),
        title: z.string(),
        text: z.string(),
      }),
    )
    .optional(),
  pagerduty_configs: z
    .array(
      z.strictObject({
        routing_key_file: file,
        url: z.url(),
        severity: z.string(),
        description: z.string(),
        send_resolved: z.boolean(),
      }),
    )
    .optional(),
  webhook_configs: z
    .array(
      z
        .strictObject({
          url: z.url().optional(),
          url_file: file.optional(),
          max_alerts: z.int().min(0),
          send_resolved: z.boolean(),
          http_config: httpConfig.optional(),
        })
        .refine(({ url, url_file: named }) => (url === undefined) !== (named === undefined), {
          error: "exactly one of url and url_file",
        }),
    )
    .optional(),
});

const timeInterval = z.strictObject({
  name: z.string().min(1),
  time_intervals: z
    .array(
      z.strictObject({
        times: z.array(z.strictObject({ start_time: z.string(), end_time: z.string() })).optional(),
        weekdays: z.array(z.string()).optional(),
        days_of_month: z.array(z.string()).optional(),
        months: z.array(z.string()).optional(),
        years: z.array(z.string()).optional(),
        location: z.string(),
      }),
    )
    .min(1),
});

const shape = z.strictObject({
  global: z
    .strictObject({
      resolve_timeout: positive,
      smtp_smarthost: z.string().optional(),
      smtp_from: z.string().optional(),
      smtp_hello: z.string().optional(),
      smtp_require_tls: z.boolean().optional(),
      smtp_auth_username: z.string().optional(),
      smtp_auth_password_file: file.optional(),
    })
    .refine((given) => (given.smtp_smarthost === undefined) === (given.smtp_from === undefined)),
  route,
  receivers: z.array(receiver).min(1),
  inhibit_rules: z.array(
    z.strictObject({
      source_matchers: z.array(matcher).min(1),
      target_matchers: z.array(matcher).min(1),
      equal: z.array(z.string()).optional(),
    }),
  ),
  time_intervals: z.array(timeInterval),
});

const routesOf = (one: Route): readonly Route[] => [one, ...(one.routes ?? []).flatMap(routesOf)];
const unique = (names: readonly string[]): boolean => new Set(names).size === names.length;

export const alertmanagerSchema = shape.superRefine((config, context) => {
  const refuse = (message: string): void => context.addIssue({ code: "custom", message });
  const receivers = config.receivers.map(({ name }) => name);
  const intervals = config.time_intervals.map(({ name }) => name);
  if (!unique(receivers)) refuse("a notification config name is not unique");
  if (!unique(intervals)) refuse("a time interval is not unique");
  const { route: root } = config;
  if (root.receiver === undefined) refuse("root route must specify a default receiver");
  if (root.matchers) refuse("root route must not have any matchers");
  if (root.mute_time_intervals) refuse("root route must not have any mute time intervals");
  if (root.active_time_intervals) refuse("root route must not have any active time intervals");
  for (const one of routesOf(root)) {
    if (one.receiver !== undefined && !receivers.includes(one.receiver)) refuse(`undefined receiver ${one.receiver}`);
    for (const name of [...(one.mute_time_intervals ?? []), ...(one.active_time_intervals ?? [])]) {
      if (!intervals.includes(name)) refuse(`undefined time interval ${name}`);
    }
  }
});
