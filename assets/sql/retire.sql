-- Shuts login roles of the service: no password, no login, no session. Where it logs in with passwords, those that are older than the one
-- before :revision, and the one that logs in by tokens; where it logs in by tokens, all that have passwords. Run in the service's database,
-- once the newest one logs in.
\ir names.sql

-- What goes if it can. The newest that had a password stays, shut: it tells which revisions there were.
SELECT format(CASE WHEN :'tokens'::boolean
  THEN '(SELECT logins.* FROM %1$s AS logins WHERE revision > 0 AND revision < (SELECT max(revision) FROM %1$s AS all_of_them))'
  ELSE '(SELECT logins.* FROM %1$s AS logins
    WHERE revision = 0 OR revision < (SELECT max(revision) FROM %1$s AS older WHERE revision < %2$s))'
  END, :'logins', :'revision') AS retired
\gset
SELECT CASE WHEN :'tokens'::boolean
  THEN format('(SELECT logins.* FROM %s AS logins WHERE revision > 0)', :'logins')
  ELSE :'retired' END AS shut
\gset

SELECT format('ALTER ROLE %I NOLOGIN PASSWORD NULL', rolname)
FROM :shut AS shut JOIN pg_roles USING (oid, rolname)
WHERE rolcanlogin
ORDER BY revision
\gexec

-- Written first and run then: within the query that finds them, a planner is free to end sessions before it looks whose.
SELECT format('SELECT %L WHERE pg_terminate_backend(%s)', format('session of %s ended', usename), pid)
FROM pg_stat_activity JOIN :shut AS shut ON usesysid = shut.oid
\gexec

-- All of this or nothing; what is above must hold before: a session that ends would come back otherwise.
BEGIN;

\ir reassign.sql

-- What an upgrade granted anew, in another's name, goes only with the role.
SELECT format('REVOKE %I FROM %I', :'owner', rolname)
FROM :retired AS retired
WHERE EXISTS (
  SELECT FROM pg_auth_members
  WHERE member = retired.oid AND roleid = (SELECT oid FROM pg_roles WHERE rolname = :'owner')
    AND (pg_get_userbyid(grantor) = current_user OR NOT :'v16'::boolean))
\gexec

-- A role with rights or objects elsewhere cannot be dropped, and its objects are not this script's: it stays shut.
SELECT format('DROP ROLE %I', rolname)
FROM :retired AS retired
WHERE NOT EXISTS (SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = retired.oid)
ORDER BY revision
\gexec

COMMIT;

SELECT format('%s stays, shut: it owns or may use something in %s', rolname, string_agg(DISTINCT coalesce(datname, 'the whole server'), ', '))
FROM :retired AS retired
JOIN pg_shdepend ON refclassid = 'pg_authid'::regclass AND refobjid = retired.oid
LEFT JOIN pg_database ON pg_database.oid = dbid
GROUP BY rolname;
