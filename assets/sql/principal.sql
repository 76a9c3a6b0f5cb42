-- The login role :"login", to which tokens of a principal of Entra ID let in: by its security label :label, which names the principal by its
-- object id (learn.microsoft.com/azure/postgresql/security/security-manage-entra-users, "Enable Microsoft Entra authentication for an existing
-- PostgreSQL role"). A principal that was made anew under its old name is another one, and so is that of a server that this one was restored
-- from: then the label is written anew. Run in the service's database, in one transaction.
\ir login.sql

SELECT format('SECURITY LABEL FOR pgaadauth ON ROLE %I IS %L', :'login', :'label')
WHERE NOT EXISTS (
  SELECT FROM pg_shseclabel JOIN pg_roles ON classoid = 'pg_authid'::regclass AND objoid = pg_roles.oid
  WHERE rolname = :'login' AND provider = 'pgaadauth' AND label = :'label')
\gexec
