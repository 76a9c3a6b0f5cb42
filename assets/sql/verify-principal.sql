-- What of the service :"service", whose role logs in by tokens, is not as it should be: a line for each. No one but the principal could log
-- in to see. Run in its database. Changes nothing.
\ir verify.sql

SELECT format('the role %I cannot log in: somebody shut it. ALTER ROLE %1$I LOGIN', rolname)
FROM pg_roles
WHERE rolname = :'login' AND NOT rolcanlogin;

SELECT format('the role %I is of no principal, or of another one than %s: %s', :'login', :'label', coalesce(max(label), 'it has no label'))
FROM pg_shseclabel JOIN pg_roles ON classoid = 'pg_authid'::regclass AND objoid = pg_roles.oid
WHERE rolname = :'login' AND provider = :'provider'
HAVING coalesce(max(label), '') <> :'label';

SELECT format('the role %I does not become %I when it logs in', :'login', :'owner')
WHERE NOT pg_has_role(:'login', :'owner', 'MEMBER') OR NOT EXISTS (
  SELECT FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole, unnest(setconfig) AS setting
  WHERE setdatabase = 0 AND rolname = :'login' AND setting = 'role=' || :'owner');
