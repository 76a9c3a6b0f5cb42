-- The login role :"login": of the revision :revision of the service's password, or the one that logs in by tokens. One that is made new is
-- like the one that logs in now: settings and limit of connections; so is one that was shut while the service logged in the other way. It
-- has no password yet, so nobody logs in as it. Run in the service's database, in one transaction: what is there is whole.
\ir names.sql

SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') AS fresh,
  EXISTS (SELECT FROM pg_roles WHERE rolname = :'login' AND NOT rolcanlogin) AND EXISTS (
    SELECT FROM :logins AS logins JOIN pg_roles USING (oid)
    WHERE rolcanlogin AND (revision = 0) <> :'tokens'::boolean) AS shut,
  coalesce((
    SELECT logins.rolname FROM :logins AS logins JOIN pg_roles USING (oid)
    WHERE logins.rolname <> :'login' AND (:'tokens'::boolean OR revision < :revision)
    ORDER BY rolcanlogin DESC, revision DESC LIMIT 1), '') AS previous
\gset
SELECT :'fresh'::boolean OR :'shut'::boolean AS begins,
  coalesce((SELECT rolconnlimit FROM pg_roles WHERE rolname = :'previous'), -1) AS connections
\gset

\if :fresh
SELECT format('CREATE ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT %s', :'login', :'connections')
\gexec
\endif

\if :shut
SELECT format('ALTER ROLE %I LOGIN CONNECTION LIMIT %s', :'login', :'connections')
\gexec
SELECT format('ALTER ROLE %I%s RESET ALL', :'login', ' IN DATABASE ' || quote_ident(datname))
FROM pg_db_role_setting LEFT JOIN pg_database ON pg_database.oid = setdatabase
WHERE setrole = (SELECT oid FROM pg_roles WHERE rolname = :'login')
ORDER BY setdatabase
\gexec
\endif

\if :begins
-- The values of these are lists, quoted as they are kept (as pg_dumpall knows them, too).
SELECT format('ALTER ROLE %I%s SET %s = %s', :'login', ' IN DATABASE ' || quote_ident(datname), name,
  CASE WHEN name IN ('search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries')
    THEN value ELSE quote_literal(value) END)
FROM pg_db_role_setting
LEFT JOIN pg_database ON pg_database.oid = setdatabase
CROSS JOIN unnest(setconfig) AS setting
CROSS JOIN LATERAL (SELECT split_part(setting, '=', 1) AS name, substr(setting, strpos(setting, '=') + 1) AS value) AS pair
WHERE setrole = (SELECT oid FROM pg_roles WHERE rolname = :'previous') AND name <> 'role'
ORDER BY setdatabase, name
\gexec
\endif

\ir members.sql

-- Every session becomes the owner when it begins: whatever revision it logs in with, what it makes is of one role.
SELECT format('ALTER ROLE %I SET role = %L', logins.rolname, :'owner')
FROM :logins AS logins JOIN pg_roles USING (oid)
WHERE rolcanlogin AND NOT EXISTS (
  SELECT FROM pg_db_role_setting, unnest(setconfig) AS setting
  WHERE setdatabase = 0 AND setrole = logins.oid AND setting = 'role=' || :'owner')
ORDER BY revision
\gexec

-- Names without a schema are looked up in `public` alone: no schema of another name can come before it. Whoever set another
-- path afterwards keeps it.
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = public', :'login', current_database())
WHERE NOT EXISTS (
  SELECT
  FROM pg_db_role_setting, unnest(setconfig) AS setting
  WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND setrole = (SELECT oid FROM pg_roles WHERE rolname = :'login')
    AND setting LIKE 'search\_path=%')
\gexec
