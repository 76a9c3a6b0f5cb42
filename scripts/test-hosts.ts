/**
 * Runs the stages of bare hosts on real ones: `npm run test:hosts [-- jest's own arguments]`. Needs root, systemd-nspawn, debootstrap and, the first
 * time, a way to Debian; what it makes is kept in `JANGADA_HOSTS_ROOT` (/var/cache/jangada/hosts).
 *
 * Exit: 0 where all is as expected; 1 where it is not; 2 where it could not be run: what is missing is named.
 */
import { missingForHosts } from "../test/hosts/requirements";
import { runTier } from "./run-tier";

process.exitCode = runTier("test/hosts/jest.config.js", missingForHosts(), process.argv.slice(2));
