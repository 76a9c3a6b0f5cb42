/**
 * Everything secret of a cluster, made before any host is touched, so that nothing has to be fetched from one: authorities, the key of service accounts, the
 * administrator's certificate, the token by which nodes join, the keys that encrypt Secrets in etcd. All of it is in the state of its stack.
 */
import { Bytes } from "@cdktf/provider-random/lib/bytes";
import { Password } from "@cdktf/provider-random/lib/password";
import { PrivateKey } from "@cdktf/provider-tls/lib/private-key";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { needRandomProvider } from "../../../kit/cdktf/random-provider";
import { needTlsProvider } from "../../../kit/cdktf/tls-provider";
import { discoveryFile, serverFiles } from "../config";
import { kubeconfig } from "../config/kubeconfig";
import { writeConfigurations } from "../config/write";
import { Administrator } from "./administrator";
import { Authority } from "./authority";

export interface ClusterSecretsProps {
  /** Name of the cluster. */
  readonly name: string;
  /** Names of all nodes: the token is another one whenever they change. */
  readonly nodes: readonly string[];
  /** Where everybody finds the API server. */
  readonly endpoint: { readonly host: string; readonly port: number };
  /** Whether Terraform refuses to destroy what a cluster cannot be without. */
  readonly protected: boolean;
  /**
   * Names of the keys that encrypt Secrets, the one that encrypts first. A new one is put behind the others, then before them; these go when everything
   * was written anew. @default ["1"]
   */
  readonly encryptionKeys?: readonly string[];
}

/** A file of a control plane below `/etc/kubernetes`. */
export interface SecretFile {
  readonly path: string;
  readonly content: string;
  /** @default 0600 */
  readonly mode?: "0644";
}

export class ClusterSecrets extends Construct {
  public readonly kubernetes: Authority;
  public readonly etcd: Authority;
  public readonly frontProxy: Authority;
  public readonly serviceAccounts: PrivateKey;
  public readonly administrator: Administrator;
  /** By which nodes join: for an hour, whenever the nodes change. */
  public readonly token: string;
  private readonly encryption: readonly { readonly name: string; readonly secret: string }[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterSecretsProps,
  ) {
    super(scope, id);
    needTlsProvider(this);
    needRandomProvider(this);
    const { name, protected: isProtected, encryptionKeys = ["1"] } = props;
    const lifecycle = isProtected ? { lifecycle: { preventDestroy: true } } : {};
    this.kubernetes = new Authority(this, "kubernetes", { commonName: "kubernetes", protected: isProtected });
    this.etcd = new Authority(this, "etcd", { commonName: "etcd-ca", protected: isProtected });
    this.frontProxy = new Authority(this, "front-proxy", { commonName: "front-proxy-ca", protected: isProtected });
    // With another one, every token of every service account would be none.
    this.serviceAccounts = new PrivateKey(this, "service-accounts", { algorithm: "RSA", rsaBits: 2048, ...lifecycle });
    this.administrator = new Administrator(this, "administrator", { cluster: name, authority: this.kubernetes });
    this.token = this.makeToken();
    // What was encrypted by one that is gone cannot be read any more.
    this.encryption = encryptionKeys.map((key) => ({
      name: `key${key}`,
      secret: new Bytes(this, `encryption-${key}`, { length: 32, ...lifecycle }).base64,
    }));
  }

  /** Base64 of PEM. */
  public get certificateAuthority(): string {
    return Fn.base64encode(this.kubernetes.certificate.certPem);
  }

  /** What lies on every control plane before kubeadm runs, which takes what is there and makes the rest from it. */
  public controlPlaneFiles(): readonly SecretFile[] {
    const authority = (path: string, { key, certificate }: Authority): readonly SecretFile[] => [
      { path: `${path}.crt`, content: certificate.certPem, mode: "0644" },
      { path: `${path}.key`, content: key.privateKeyPem },
    ];
    const files = serverFiles({ encryptionKeys: this.encryption });
    return [
      ...authority("pki/ca", this.kubernetes),
      ...authority("pki/etcd/ca", this.etcd),
      ...authority("pki/front-proxy-ca", this.frontProxy),
      { path: "pki/sa.key", content: this.serviceAccounts.privateKeyPem },
      { path: "pki/sa.pub", content: this.serviceAccounts.publicKeyPem, mode: "0644" },
      ...Object.entries(files).map(([name, content]) => ({ path: `jangada/${name}`, content })),
    ];
  }

  /** What lies on every host that joins. A worker must not have `pki/ca.crt` before, which kubeadm refuses to overwrite. */
  public joinFiles(): readonly SecretFile[] {
    const { token, certificateAuthority } = this;
    const content = discoveryFile(this.props, { token, certificateAuthority });
    return [{ path: "jangada-discovery.conf", content }];
  }

  /** For whoever administers. Secret. */
  public kubeconfig(): string {
    const { name, endpoint } = this.props;
    const { key, certificate } = this.administrator;
    const user = {
      "client-certificate-data": Fn.base64encode(certificate.certPem),
      "client-key-data": Fn.base64encode(key.privateKeyPem),
    };
    const { certificateAuthority } = this;
    return writeConfigurations([
      kubeconfig({ name: `${name}-terraform`, cluster: name, endpoint, certificateAuthority, user }),
    ]);
  }

  private makeToken(): string {
    const keepers = { nodes: [...this.props.nodes].sort().join(",") };
    const part = (id: string, length: number): string =>
      new Password(this, id, { length, upper: false, special: false, keepers }).result;
    return `${part("token-id", 6)}.${part("token-secret", 16)}`;
  }
}
