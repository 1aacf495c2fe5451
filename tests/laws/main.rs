//! What holds for the whole tree, whoever writes in it. One binary, a file per law.

mod dependencies;
