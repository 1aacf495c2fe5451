//! Mail over TLS: to a server whose certificate this machine trusts, and to nobody else.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::mail_server::MailServer;
use super::{Folder, out, wardbook};

fn openssl(folder: &Path, words: &[&str]) {
    let done = Command::new("openssl").current_dir(folder).args(words).output();
    let done = done.unwrap_or_else(|error| panic!("openssl: {error}. `scripts/test unit` installs it."));
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Somebody who signs certificates.
struct Authority {
    folder: PathBuf,
    name: &'static str,
}

impl Authority {
    fn new(folder: &Path, name: &'static str) -> Self {
        let (key, own, subject) = (format!("{name}.key"), format!("{name}.pem"), format!("/CN={name}"));
        let new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", &subject];
        openssl(folder, &[&new[..], &["-keyout", &key, "-out", &own]].concat());
        Self { folder: folder.to_owned(), name }
    }

    /// What a machine trusts that trusts this one.
    fn file(&self) -> String {
        self.folder.join(format!("{}.pem", self.name)).display().to_string()
    }

    /// A certificate for a name, and its key.
    fn signs(&self, host: &str) -> (String, String) {
        let file = |end: &str| format!("{}-{host}.{end}", self.name);
        let (key, asked, signed, of) = (file("key"), file("csr"), file("pem"), file("ext"));
        std::fs::write(
            self.folder.join(&of),
            format!("subjectAltName=DNS:{host}\nbasicConstraints=CA:FALSE\n"),
        )
        .expect("written");
        let subject = format!("/CN={host}");
        let new =
            ["req", "-newkey", "rsa:2048", "-nodes", "-subj", &subject, "-keyout", &key, "-out", &asked];
        openssl(&self.folder, &new);
        let (own, own_key) = (format!("{}.pem", self.name), format!("{}.key", self.name));
        let sign = ["x509", "-req", "-in", &asked, "-days", "2", "-CA", &own, "-CAkey", &own_key];
        openssl(&self.folder, &[&sign[..], &["-CAcreateserial", "-extfile", &of, "-out", &signed]].concat());
        let path = |name: String| self.folder.join(name).display().to_string();
        (path(signed), path(key))
    }
}

/// What `wardbook mail test` says, on a machine that trusts these certificates.
fn test_mail(folder: &Path, server: &MailServer, tls: &str, trusted: &str) -> (bool, String) {
    let done = wardbook(folder)
        .env("WARDBOOK_MAIL", "smtp")
        .env("WARDBOOK_MAIL_FROM", "Test Hospital <office@test.example>")
        .env("WARDBOOK_SMTP_HOST", "localhost")
        .env("WARDBOOK_SMTP_PORT", server.port.to_string())
        .env("WARDBOOK_SMTP_TLS", tls)
        .env("WARDBOOK_SEND_SECONDS", "5")
        .env("SSL_CERT_FILE", trusted)
        .args(["mail", "test", "ana@test.example"])
        .output()
        .expect("the command runs");
    (done.status.success(), out(&done))
}

#[test]
fn mail_goes_to_a_server_that_is_trusted_under_its_name_and_to_no_other() {
    let folder = Folder::new("mail_tls");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    let (known, stranger) = (Authority::new(&folder.0, "known"), Authority::new(&folder.0, "stranger"));
    let (right, other) = (known.signs("localhost"), known.signs("mail.elsewhere.example"));
    for tls in ["starttls", "tls"] {
        let server = MailServer::start(&[tls, &right.0, &right.1]);
        let (sent, words) = test_mail(&folder.0, &server, tls, &known.file());
        assert!(sent && words.contains("Taken by localhost"), "{tls}: {words}");
        assert_eq!(server.taken().len(), 1, "{tls}");
        let (sent, words) = test_mail(&folder.0, &server, tls, &stranger.file());
        assert!(!sent && words.contains("No protected connection"), "{tls}, nobody has signed it: {words}");
        let elsewhere = MailServer::start(&[tls, &other.0, &other.1]);
        let (sent, words) = test_mail(&folder.0, &elsewhere, tls, &known.file());
        assert!(!sent && words.contains("No protected connection"), "{tls}, another's name: {words}");
        assert_eq!((server.taken().len(), elsewhere.taken().len()), (1, 0), "{tls}: not a word of it left");
    }
    // A server that offers no protection gets nothing either.
    let bare = MailServer::start(&[]);
    let (sent, words) = test_mail(&folder.0, &bare, "starttls", &known.file());
    assert!(!sent && bare.taken().is_empty(), "{words}");
    assert!(words.contains("No protected connection"), "{words}");
}
