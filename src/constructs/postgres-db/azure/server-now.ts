/** What a server is now, before a deployment: Terraform's own state knows it only once the server is in it, and may be behind. */
import { DataAzurermPostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/data-azurerm-postgresql-flexible-server";
import { DataAzurermResources } from "@cdktf/provider-azurerm/lib/data-azurerm-resources";
import { Construct } from "constructs";
import { SERVICE } from "./server-facts";

/**
 * Asks which servers of the name there are in the subscription, none or one (names are one in the world), and what that one is. It
 * depends on nothing that is made here: the answer is known to every plan.
 */
export class ServerNow extends Construct {
  private readonly address: string;

  /** @param name What Azure calls the server. */
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const found = new DataAzurermResources(this, "found", { name, type: SERVICE });
    const server = new DataAzurermPostgresqlFlexibleServer(this, "Resource", {
      name,
      resourceGroupName: `\${${found.fqn}.resources[count.index].resource_group_name}`,
    });
    server.addOverride("count", `\${length(${found.fqn}.resources)}`);
    this.address = server.fqn;
    this.node.defaultChild = server;
  }

  /**
   * MiB: as many as are wanted, and never fewer than there are. Storage grows by itself and never shrinks: less than it has would
   * replace the server.
   */
  public storageMb(wanted: number): string {
    return `\${max(${wanted}, ${this.now("storage_mb", "0")})}`;
  }

  /**
   * The administrator's login: the one that the server has, such as its source's where it was restored, since another one would replace it;
   * of one that has none yet this.
   */
  public login(wanted: string): string {
    return `\${coalesce(${this.now("administrator_login", "null")}, "${wanted}")}`;
  }

  /** Whether the major version may become this one: the same; with leave a higher one; never a lower one, which would replace the server. */
  public mayBecome(version: string, allowed: boolean): string {
    const now = `tonumber(${this.now("version", `"${version}"`)})`;
    return `\${${now} == ${version}${allowed ? ` || ${now} < ${version}` : ""}}`;
  }

  private now(attribute: string, otherwise: string): string {
    return `try(${this.address}[0].${attribute}, ${otherwise})`;
  }
}
