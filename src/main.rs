//! Parses the command line, calls the library, nothing else.

use std::process::ExitCode;

/// A burst of sign-ins makes glibc's allocator keep a gigabyte; this one gives memory back. Without huge pages
/// (`no_thp`), each of which would be held whole for the few kilobytes in use.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wardbook::cli::main()
}
