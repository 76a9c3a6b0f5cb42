/** The stacks' variable `ssh`, by which a rehearsal leads everybody to simulated hosts: Terraform and whoever else goes there. */
import { z } from "zod";
import { SSH_ENVIRONMENT } from "../../model/ssh-variable";

const form = z.object({
  proxy: z.object({ host: z.string(), port: z.int() }).nullish(),
  host_key: z.string().nullish(),
  private_key_path: z.string().nullish(),
});

/** What counts in place of the file's own; nothing where it is not set, or says nothing. */
export interface SshDetour {
  /** An HTTP proxy that knows CONNECT; with one, no bastion is asked. */
  readonly proxy?: { readonly host: string; readonly port: number };
  readonly hostKey?: string;
  readonly keyFile?: string;
}

/** @throws SyntaxError, ZodError for what Terraform would refuse as well */
export function sshDetour(env: NodeJS.ProcessEnv = process.env): SshDetour {
  const text = env[SSH_ENVIRONMENT];
  if (!text) return {};
  const { proxy, host_key: hostKey, private_key_path: keyFile } = form.parse(JSON.parse(text));
  return { ...(proxy ? { proxy } : {}), ...(hostKey ? { hostKey } : {}), ...(keyFile ? { keyFile } : {}) };
}
