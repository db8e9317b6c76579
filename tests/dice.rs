//! Chance that can be repeated: a test prints its seed, and given back in `NGHISU_SEED` it rolls the same again.

use std::time::Duration;

/// SplitMix64: small, and the same on every machine.
pub struct Dice(u64);

impl Dice {
    /// Rolls of the seed given by hand, or of a fresh one. Prints it.
    #[expect(clippy::disallowed_methods, reason = "a failed test is replayed by naming its seed")]
    pub fn new() -> Self {
        let given = std::env::var("NGHISU_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0);
        println!("NGHISU_SEED={seed}");
        Self(seed)
    }

    /// Dice of their own for one of several who roll at once: whose turn it is must not change what they roll.
    pub fn split(&mut self) -> Self {
        Self(self.next())
    }

    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to `sides` - 1.
    pub fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % sides.max(1) as u64).unwrap_or(0)
    }

    /// Up to so many milliseconds.
    pub fn wait(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.next() % most.max(1))
    }

    /// An idempotency key.
    pub fn key(&mut self) -> String {
        uuid::Uuid::from_u64_pair(self.next(), self.next()).to_string()
    }
}

/// A number given by hand, or the usual one.
#[expect(clippy::disallowed_methods, reason = "how long a long test is is said by whoever runs it")]
pub fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}
