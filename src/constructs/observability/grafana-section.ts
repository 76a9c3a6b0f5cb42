/** `observability.grafana` in the environment file. */
import { z } from "zod";
import { secretReference } from "./alerting/secret-reference";

const https = z.url({ protocol: /^https$/, message: "must be an https URL" });
/** What a JMESPath text takes without escapes, and what identity providers call groups. */
const group = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w .:@/+=-]+$/, { message: "must be letters, digits, spaces and . : @ / + = - _" });
const groups = z.array(group).min(1);

export const ssoSection = z
  .strictObject({
    name: z.string().min(1).max(40).default("Single sign-on").describe("What the button on the login page says."),
    clientId: z.string().min(1).max(255).describe("The client id that the identity provider gave Grafana."),
    clientSecret: secretReference,
    authorizeUrl: https.describe(
      "The provider's authorization endpoint (`authorization_endpoint` of its discovery document).",
    ),
    tokenUrl: https.describe("The provider's token endpoint (`token_endpoint`)."),
    userInfoUrl: https.describe("The provider's endpoint of user information (`userinfo_endpoint`)."),
    scopes: z
      .array(z.string().regex(/^[\w.:/-]+$/, { message: "must be a scope, such as openid" }))
      .min(1)
      .default(["openid", "profile", "email"])
      .describe("Scopes that are asked for."),
    groupsClaim: z
      .string()
      .regex(/^[A-Za-z_][\w]*$/, { message: "must be letters, digits and underscores" })
      .default("groups")
      .describe("The claim that lists the groups of a user."),
    roles: z
      .strictObject({
        admin: groups.optional().describe("Groups whose members administer Grafana. Default: nobody."),
        editor: groups.optional().describe("Groups whose members edit. Default: nobody."),
        viewer: groups
          .optional()
          .describe("Groups whose members look on. Default: everybody whom the provider lets in."),
      })
      .prefault({})
      .describe("Grafana's roles, by groups; the first that fits."),
  })
  .describe("Single sign-on by OpenID Connect.");

export type SsoSection = z.output<typeof ssoSection>;

export const grafanaSection = z
  .strictObject({
    sso: ssoSection.optional(),
    storage: z
      .int()
      .min(1)
      .max(1024)
      .optional()
      .describe(
        "GiB for what people make in Grafana itself. It can grow, never shrink. Default: none, and what is not provisioned goes with the pod.",
      ),
  })
  .describe("Grafana: dashboards of metrics and logs.");
