//! The folder of an installation: closed to others, written by many at once, tidied after a crash.

use std::io::{Read as _, Write as _};
use std::path::Path;

use super::{Folder, free_port, out, run, serve, set_up};

#[cfg(unix)]
#[test]
fn what_lies_in_a_folder_that_was_there_before_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("permissions");
    };
    let folder = Folder::new("modes");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    allow(&folder.0, 0o755);
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let server = serve(&folder.0, free_port());
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder.0).expect("a folder") {
        let entry = entry.expect("a file");
        // What is written beside its place and then renamed into it may be gone by now.
        let metadata = match entry.metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            known => known.expect("its mode"),
        };
        let mode = metadata.permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", entry.path().display());
        seen += 1;
    }
    assert!(seen >= 4, "database, log, key, lock: {seen}");
    drop(server);
    let doctor = run(&folder.0, &["doctor"]);
    assert!(doctor.status.success(), "{}", out(&doctor));
    allow(&folder.0.join("wardbook.db"), 0o644);
    let doctor = run(&folder.0, &["doctor"]);
    assert!(!doctor.status.success() && out(&doctor).contains("BAD   files: "), "{}", out(&doctor));
    assert!(out(&doctor).contains("can be opened by others on this machine"), "{}", out(&doctor));
}

#[test]
fn a_server_that_many_ask_at_once_is_ready_for_all_of_them() {
    let folder = Folder::new("ready");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let port = free_port();
    let _server = serve(&folder.0, port);
    let ask = move || -> String {
        let mut line = std::net::TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        line.write_all(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n").expect("sent");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let asking: Vec<_> =
        (0..8).map(|_| std::thread::spawn(move || (0..60).map(|_| ask()).collect::<Vec<_>>())).collect();
    for answer in asking.into_iter().flat_map(|one| one.join().expect("answers")) {
        assert!(answer.starts_with("HTTP/1.0 200") || answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

#[test]
fn what_was_sent_to_a_server_that_was_killed_is_gone_with_the_next_start() {
    let folder = Folder::new("leftovers");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let left = ["uploads/0192-a/0", "imports/0192-b/0"].map(|name| folder.0.join(name));
    for file in &left {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, "a list of patients").expect("written");
    }
    let _server = serve(&folder.0, free_port());
    for file in &left {
        assert!(
            !file.exists() && file.ancestors().nth(2).expect("its folder").exists(),
            "{}",
            file.display()
        );
    }
}
