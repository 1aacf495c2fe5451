//! Asks about all who hold lines together, every second: the one place that hears of every way in which a session can
//! end, on other servers, on the command line and by time alone.

use crate::gate::access::store;
use crate::kit::db::Db;
use crate::kit::web::socket::End;

use super::hub::Hub;

/// Failures in a row after which nobody can be said to stand.
const PATIENCE: u32 = 2;

/// Cuts lines whose sessions do not stand any more, for as long as the server runs.
pub async fn keep(db: Db, hub: Hub) {
    let mut failed = 0;
    loop {
        tokio::time::sleep(hub.bounds().ask).await;
        let asked = hub.sessions();
        if asked.is_empty() {
            continue;
        }
        let (now, sessions) = (db.clock().now(), asked.clone());
        match db.read(move |conn| store::footings(conn, &sessions, now)).await {
            Ok(standing) => {
                failed = 0;
                hub.cut_fallen(&asked, &standing);
            }
            Err(error) => {
                failed += 1;
                if failed == PATIENCE {
                    tracing::warn!(%error, "nobody can say who is signed in: open pages lose their lines");
                    failed = 0;
                    hub.cut_all(End::Later);
                }
            }
        }
    }
}
