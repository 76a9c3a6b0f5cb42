/** Made-up texts as Azure writes them. */
import type { BelievableTexts } from "../../../rehearsal/engine/believable-texts";
import { uuid } from "../../shared/uuid";

const base64 = (digest: string): string => Buffer.from(digest, "hex").toString("base64");

export const azurermTexts: BelievableTexts = {
  makers: [
    [/(^|_)(principal_id|client_id|object_id|tenant_id|workspace_id|guid|immutable_id)$/, ({ digest }) => uuid(digest)],
    [
      /(^|_)(access_key|shared_key|storage_key|primary_key|secondary_key|admin_password)$/,
      ({ digest }) => base64(digest),
    ],
    [/^etag$/, ({ digest }) => `W/"${uuid(digest)}"`],
    [/(^|_)provisioning_state$/, () => "Succeeded"],
  ],
  placeOf: () => undefined,
};
