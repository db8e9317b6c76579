//! Scratch folders of children: made with the number of the process they belong to, so that what a killed one left is found.

use std::{
    fs, io,
    path::Path,
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

/// What their names begin with.
const PREFIX: &str = "nghisu-scratch-";
/// Where nobody can say which processes live, a folder untouched for longer belongs to nobody: no step takes as long.
const FORGOTTEN: Duration = Duration::from_secs(3_600);

/// A new one; removed when dropped.
pub fn folder() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(&format!("{PREFIX}{}-", std::process::id())).tempdir()
}

/// Removes those whose process ended without removing them: they hold pieces of papers. Says how many.
pub fn sweep() -> usize {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return 0 };
    let left = entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(|name| is_left(name, &entry.path())));
    // What cannot be removed is somebody else's.
    left.filter(|entry| fs::remove_dir_all(entry.path()).is_ok()).count()
}

fn is_left(name: &str, path: &Path) -> bool {
    let Some(owner) = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()) else { return false };
    let processes = Path::new("/proc");
    if processes.join("self").exists() && owner.bytes().all(|byte| byte.is_ascii_digit()) {
        return !processes.join(owner).exists();
    }
    let touched = fs::metadata(path).and_then(|found| found.modified()).unwrap_or_else(|_unknown| SystemTime::now());
    touched.elapsed().is_ok_and(|age| age > FORGOTTEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_uses_is_removed() {
        let mine = folder().expect("a folder");
        let mut gone = std::process::Command::new("true").spawn().expect("a process");
        gone.wait().expect("its end");
        let left = std::env::temp_dir().join(format!("{PREFIX}{}-test", gone.id()));
        fs::create_dir_all(left.join("deep")).expect("a folder");
        fs::write(left.join("deep/page"), "words").expect("a file");
        assert!(sweep() >= 1);
        assert!(mine.path().exists());
        assert!(!left.exists());
    }
}
