-- The login role :"login" of the revision :revision. One that is made new is like the one before it: settings and limit of
-- connections. It has no password yet, so nobody logs in as it. Run in the service's database, in one transaction:
-- what is there is whole.
\ir names.sql

SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') AS fresh,
  coalesce((SELECT rolname FROM :logins AS logins WHERE revision < :revision ORDER BY revision DESC LIMIT 1), '') AS previous
\gset

\if :fresh
SELECT format('CREATE ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT %s', :'login',
  coalesce((SELECT rolconnlimit FROM pg_roles WHERE rolname = :'previous'), -1))
\gexec

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
