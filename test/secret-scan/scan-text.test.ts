import { gzipSync } from "node:zlib";
import { redact } from "../../src/secret-scan";
import { scanText } from "../../src/secret-scan/scan-text";
import { base64, PRIVATE_KEY, TOKENS } from "./samples";

const SECRET = "hunter2-Of-The-Sea";

const wrapped = (text: string, width: number): string =>
  base64(text)
    .match(new RegExp(`.{1,${width}}`, "g"))
    ?.join("\n") ?? "";

/** By what they are, texts in which `SECRET` stands. */
const HOLDING: readonly (readonly [what: string, text: string])[] = [
  ["a flag with an equals sign", `server --port 80 --password=${SECRET} --verbose`],
  ["a flag with a blank", `server --token ${SECRET} --verbose`],
  ["a flag in quotes", `server --api-key "${SECRET}"`],
  ["a flag of one dash", `java -Djavax.net.ssl.keyStorePassword=${SECRET} -jar x.jar`],
  ["a bearer token", `curl -H "Authorization: Bearer ${SECRET}" https://x`],
  ["a bearer token without a header", `Bearer ${SECRET}`],
  ["a Basic header", `Authorization: Basic ${base64(`app:${SECRET}`)}`],
  ["a header with a token", `Authorization: token ${SECRET}`],
  ["a header of its own", `X-Api-Key: ${SECRET}`],
  ["Vault's header", `curl -H 'X-Vault-Token: ${SECRET}'`],
  ["properties", `db.url=jdbc:x\ndb.password=${SECRET}\ndb.pool=5`],
  ["properties with blanks", `db.password = ${SECRET}`],
  ["properties with a colon", `spring.datasource.password: ${SECRET}\nserver.port: 80`],
  ["an INI file", `[database]\nuser = app\npassword = ${SECRET}\n`],
  ["an INI file's comment", `[database]\n# password = ${SECRET}\n`],
  ["a shell script", `#!/bin/bash\nset -e\nexport DB_PASSWORD="${SECRET}"\nrun`],
  ["a shell script without quotes", `#!/bin/sh\nPGPASSWORD=${SECRET} psql -h db`],
  ["an env file", `USER=app\nAPI_TOKEN=${SECRET}\n`],
  ["PowerShell", `$env:DB_PASSWORD = '${SECRET}'`],
  ["Docker's ENV", `ENV DB_PASSWORD=${SECRET}`],
  ["JSON in a script", `echo '{"user":"app","password":"${SECRET}"}' > x.json`],
  ["JSON in JSON in a script", `echo "{\\"user\\":\\"app\\",\\"password\\":\\"${SECRET}\\"}"`],
  ["Python", `config["password"] = "${SECRET}"`],
  ["HCL", `  password = "${SECRET}"`],
  ["Ruby", `:password => "${SECRET}"`],
  ["Go", `password := "${SECRET}"`],
  ["XML's element", `<db><password>${SECRET}</password></db>`],
  ["XML's attributes", `<property name="password" value="${SECRET}"/>`],
  ["a container's variable", `- name: DB_PASSWORD\n  value: ${SECRET}\n`],
  ["a container's variable as JSON", `[{"name":"DB_PASSWORD","value":"${SECRET}"}]x`],
  ["an ADO connection string", `Server=db;Database=x;User Id=app;Password=${SECRET};Encrypt=True`],
  [
    "an Azure connection string",
    `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${SECRET};EndpointSuffix=core.windows.net`,
  ],
  ["a service bus's connection string", `Endpoint=sb://x/;SharedAccessKeyName=a;SharedAccessKey=${SECRET}`],
  ["libpq's connection string", `host=db user=app password=${SECRET} sslmode=require`],
  ["a URL", `postgres://app:${SECRET}@db.example.org:5432/app`],
  ["a URL without a user", `redis://:${SECRET}@cache:6379/0`],
  ["a URL's parameter", `https://x.example.org/hook?a=1&access_token=${SECRET}&b=2`],
  ["a shared access signature", `https://x.blob.core.windows.net/c?sv=2024&se=2030&sig=${SECRET.repeat(2)}&sp=r`],
  ["a presigned URL", `https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=${SECRET}`],
  ["curl's user", `curl -s -u app:${SECRET} https://x`],
  ["curl's user with an equals sign", `curl --user=app:${SECRET} https://x`],
  ["MySQL's client", `mysqldump -h db -u app -p${SECRET} app`],
  ["sshpass", `sshpass -p ${SECRET} ssh host`],
  ["a registry's login", `docker login -u app -p ${SECRET} registry.example.org`],
  ["Redis' client", `redis-cli -h cache -a ${SECRET} ping`],
  ["Redis' configuration", `port 6379\nrequirepass ${SECRET}\n`],
  ["openssl", `openssl rsa -in x -passin pass:${SECRET}`],
  ["chpasswd", `echo "root:${SECRET}" | chpasswd`],
  ["cloud-init's chpasswd", `#cloud-config\nchpasswd:\n  list: |\n    root:x\npassword: ${SECRET}\n`],
  ["netrc", `machine x.example.org login app password ${SECRET}`],
  ["pgpass", `db.example.org:5432:app:app:${SECRET}`],
  ["SQL", `ALTER ROLE app WITH LOGIN PASSWORD '${SECRET}';`],
  ["MySQL's SQL", `CREATE USER 'app'@'%' IDENTIFIED BY '${SECRET}';`],
  ["a name with a qualifier", `ADMIN_PASSWORD_VALUE=${SECRET}`],
  ["a name with a number", `password2=${SECRET}`],
  ["a name of its own in camel case", `"dbPassword": "${SECRET}"`],
  ["a secret with a blank, as a line", `password=${SECRET} and more`],
  ["a secret with quotes in it", `password="${SECRET}\\"x"`],
  ["a Secret's manifest", `apiVersion: v1\nkind: Secret\nstringData:\n  word: ${SECRET}\n`],
  ["base64 of a script", base64(`#!/bin/bash\nexport DB_PASSWORD=${SECRET}\n`)],
  ["base64 without its padding", base64(`#!/bin/bash\nexport DB_PASSWORD=${SECRET}\n`).replace(/=+$/, "")],
  ["base64 for URLs", Buffer.from(`{"password":"${SECRET}??>>"}`).toString("base64url")],
  ["base64 of JSON", base64(JSON.stringify({ user: "app", password: SECRET }))],
  ["base64 of a registry's login", base64(JSON.stringify({ auths: { "x.io": { auth: base64(`app:${SECRET}`) } } }))],
  ["base64 of base64 of JSON", base64(base64(JSON.stringify({ password: SECRET })))],
  ["base64 of a user and a secret", base64(`app:${SECRET}`)],
  ["base64 of a user and a secret in a text", `auth is ${base64(`app:${SECRET}`)} here`],
  ["base64 behind a slash", `https://x/login/${base64(`app:${SECRET}`)}`],
  ["base64 on several lines", wrapped(`#!/bin/bash\n${"echo hello world\n".repeat(6)}DB_PASSWORD=${SECRET}\n`, 76)],
  [
    "a MIME part",
    `Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${wrapped(`#!/bin/bash\n${"echo hello world\n".repeat(6)}DB_PASSWORD=${SECRET}\n`, 76)}\n\n--==--`,
  ],
  ["base64 of gzip", gzipSync(`#!/bin/bash\nDB_PASSWORD=${SECRET}\n`).toString("base64")],
  ["base64 of UTF-16", Buffer.from(`$password = "${SECRET}"`, "utf16le").toString("base64")],
  ["percent signs", `redirect=https%3A%2F%2Fx%2F%3Fpassword%3D${SECRET}`],
  ["percent signs within base64", base64(`next=%2F%3Ftoken%3D${SECRET}`)],
];

describe("a secret in a text", () => {
  test.each(HOLDING)("in %s, is found, and taken out whole", (_, text) => {
    expect(scanText(text, "hide").spans).not.toEqual([]);
    const left = redact(text);
    expect(left).toContain("(sensitive)");
    expect(left).not.toContain(SECRET);
    expect(left).not.toContain(base64(SECRET).slice(2, 14));
    expect(redact(left)).toBe(left);
  });

  test.each(TOKENS)("given %s, is found by its form, wherever it stands", (_, token) => {
    for (const text of [
      token,
      `see ${token}.`,
      `"${token}"`,
      `x=${token}&y`,
      base64(`a text with ${token}`),
      `@${token}`,
    ]) {
      expect(redact(text)).not.toContain(token.slice(8));
      expect(scanText(text, "hide").spans).not.toEqual([]);
    }
  });

  test.each([
    ["whole", PRIVATE_KEY],
    ["with its line breaks escaped", `{"key":"${PRIVATE_KEY.replaceAll("\n", "\\n")}"}`],
    ["cut off", PRIVATE_KEY.slice(0, 60)],
    ["indented", PRIVATE_KEY.replaceAll("\n", "\n    ")],
  ])("given a private key, %s, takes out all of it", (_, text) => {
    expect(redact(`<${text}>`).replace(/["{}:]|key/g, "")).toBe("<(sensitive)>");
  });
});

/** Texts in which no secret stands, though words speak of some. */
const HARMLESS: readonly (readonly [what: string, text: string])[] = [
  ["a variable", "server --password=$DB_PASSWORD"],
  ["a variable in braces", 'server --password "${DB_PASSWORD}"'],
  ["a command's output", "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id x)"],
  ["a command's output in backticks", "DB_PASSWORD=`cat /run/secrets/db`"],
  ["a template", 'password: "{{ .Values.auth.password }}"'],
  ["Terraform's expression", "password = var.db_password"],
  ["a call", 'password = os.environ["DB_PASSWORD"]'],
  ["a function", "password = getSecret(name)"],
  ["a file", "server --password-file=/run/secrets/password --token-path /var/run/token"],
  ["a path as value", "token: /var/run/secrets/kubernetes.io/serviceaccount/token"],
  ["a Secret's name", "existingSecret: grafana-admin\npasswordKey: admin-password\nsecretName: x"],
  ["a key within a Secret", "secretKey: password"],
  ["a reference", "password: vault:secret/data/db#password"],
  ["an ARN", "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf"],
  ["an alias", "encryptionKey: alias/foo"],
  ["a key's id", "encryption_key=1234abcd-12ab-34cd-56ef-1234567890ab"],
  ["a multi-Region key's id", "encryption_key=mrk-1234abcd12ab34cd56ef1234567890ab"],
  ["a key of Key Vault", "encryption_key: https://x.vault.azure.net/keys/name/0123456789abcdef0123456789abcdef"],
  ["switches", "keyRotation: true\nautomountServiceAccountToken: false\nhttp_tokens = required\n"],
  ["counts", "passwordLength: 20\nmax_tokens=4096\ntoken_ttl: 24h\npasswordPolicy: strict\ntokens: 5"],
  ["sshd's configuration", "PasswordAuthentication no\nPermitEmptyPasswords no"],
  ["PAM", "password required pam_unix.so sha512"],
  ["nsswitch", "passwd: files systemd\ngroup: files"],
  ["PostgreSQL's configuration", "password_encryption = scram-sha-256\nssl_key_file = '/tls/tls.key'"],
  ["a sentence", "The password: it is managed by RDS. Bearer tokens and basic authentication are off."],
  ["a sentence about a header", "Use a Bearer token, not Basic auth; Basic tier is enough."],
  ["Terraform's refusal", 'Inappropriate value for attribute "password": string required.'],
  ["another refusal", 'Invalid value for "token": must be at least 16 characters long.'],
  ["a mask", "password=******** token=<token> secret=(sensitive) api_key=xxxxx"],
  ["nothing", 'password="" token= secret: null'],
  ["a certificate", "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUTest\n-----END CERTIFICATE-----"],
  ["a public key", "ssh_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJq2vL9xR4wzT7kJ8mPq2vL9xR4wzT7kJ8mPq2vL9xR4 a@b"],
  ["an image", "registry.example.org/team/app@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"],
  ["a digest of npm's", `sha512-${"kJ8mPq2vL9xR4wzT7A".repeat(5).slice(0, 86)}==`],
  ["a URL with a port", "https://user@example.org:443/x and http://db:5432/"],
  ["a URL with a template", "postgres://app:${PASSWORD}@db/app"],
  ["base64 of a sentence", base64("hello world, this is a sentence about nothing at all")],
  ["base64 of a host and a port", base64("db.example.org:5432")],
  ["base64 of an image", base64("nginx:1.25.3")],
  ["base64 of JSON without a secret", base64(JSON.stringify({ region: "eu-west-1", replicas: 3 }))],
  ["percent signs", "https://x/?q=a%20b%2Fc"],
  [
    "a policy",
    '{"Statement":[{"Action":["kms:Decrypt","secretsmanager:GetSecretValue"],"Condition":{"StringEquals":{"kms:ViaService":"x"}}}]}',
  ],
  ["docker's user", "docker run --user 1000:1000 -p 8080:80 nginx:1.25"],
  ["a JDBC URL", "jdbc:postgresql://db.example.org:5432/app?sslmode=verify-full"],
  ["a comparison", 'if [ "$token" == "x" ]; then'],
  ["a type", "password: string\ntoken: str"],
  ["a long path", "/usr/local/share/ca-certificates/internal/extra/certificates/root"],
  ["a long name", "kubernetes_persistent_volume_claim_snapshot_controller_leader_election"],
];

describe("no secret in a text", () => {
  test.each(HARMLESS)("given %s, says nothing", (_, text) => {
    expect(redact(text)).toBe(text);
    expect(scanText(text, "accuse").spans).toEqual([]);
  });
});
