-- Sets the password that stands, twice, on standard input. psql itself makes the verifier of it, so that neither the
-- connection nor the server's log ever carries the password.
SET password_encryption = 'scram-sha-256';
\password :"login"
