-- Rights that a login role has by itself, and would lose when its sessions become the owner: a line for each database. Only of
-- roles that there were before; run in the service's own database. Changes nothing.
\ir names.sql

SELECT format('the role %I has rights of its own on %s object(s) %s, which its sessions would lose: they become %I. Grant them to %4$I, revoke them from %1$I, and deploy again',
  rolname, count(*), coalesce('in the database ' || quote_ident(datname), 'of the whole server'), :'owner')
FROM :logins AS logins
JOIN pg_shdepend ON refclassid = 'pg_authid'::regclass AND refobjid = logins.oid AND deptype = 'a'
LEFT JOIN pg_database ON pg_database.oid = dbid
WHERE NOT EXISTS (
  SELECT FROM pg_db_role_setting, unnest(setconfig) AS setting
  WHERE setdatabase = 0 AND setrole = logins.oid AND setting = 'role=' || :'owner')
GROUP BY rolname, datname
ORDER BY rolname, datname;
