/** `infra/environments/dev`, deployed whole by the real Terraform and taken down again. */
import { testOwnEnvironment } from "../../helpers/own-rehearsal";

testOwnEnvironment("dev", []);
