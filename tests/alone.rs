//! Tests that change what all tests of a process share, such as the language it speaks.

use std::process::Command;

/// Set in the process of such a test.
const ALONE: &str = "HENGJI_TEST_ALONE";

/// Runs a test, by its full name, once more in a process of its own and fails where it fails there; returns true in that
/// process, where the test is to go on.
pub fn is_alone(test: &str) -> bool {
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let mut process = Command::new(std::env::current_exe().expect("this program"));
    let run = process.args(["--exact", test]).env(ALONE, "").output().expect("runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
    false
}
