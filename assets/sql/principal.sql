-- The login role :"login", to which tokens of a principal let in: by its security label :label of the provider :"provider", which names
-- the principal by an id. A principal that was made anew under its old name is another one, and so is that of a server that this one was
-- restored from: then the label is written anew. Run in the service's database, in one transaction.
\ir login.sql

SELECT format('SECURITY LABEL FOR %I ON ROLE %I IS %L', :'provider', :'login', :'label')
WHERE NOT EXISTS (
  SELECT FROM pg_shseclabel JOIN pg_roles ON classoid = 'pg_authid'::regclass AND objoid = pg_roles.oid
  WHERE rolname = :'login' AND provider = :'provider' AND label = :'label')
\gexec
