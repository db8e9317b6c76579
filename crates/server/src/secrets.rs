//! Passwords, PINs and tokens: made, hashed and checked here only.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Hashes a password or PIN with argon2id. Takes tens of milliseconds and 19 MiB: never call it on an async thread.
pub fn hash_password(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
    Ok(hash.to_string())
}

/// Whether `password` is the one hashed. As slow as hashing; run it off the async threads.
pub fn is_password(password: &str, hash: &str) -> bool {
    argon2::password_hash::phc::PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// A secret nobody can guess: 244 random bits as hex.
pub fn new_token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// A key of 256 bits, as hex: as much chance as a token holds, spread over all of them.
pub fn new_key() -> String {
    hash_token(&new_token())
}

/// What is kept of a token. A plain hash is enough: a token is not guessable, unlike a password.
pub fn hash_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_checked_and_salted() -> anyhow::Result<()> {
        let (first, second) = (hash_password("123456")?, hash_password("123456")?);
        assert_ne!(first, second);
        assert!(first.starts_with("$argon2id$"));
        assert!(is_password("123456", &first));
        assert!(!is_password("123457", &first));
        assert!(!is_password("123456", "not a hash"));
        Ok(())
    }
}
