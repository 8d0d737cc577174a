//! The program `liberate`.
//!
//! Everything that it does is in the library, so that tests can do it, too.

mod allocator;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator(mimalloc::MiMalloc);

fn main() -> ExitCode {
    liberate::cli::run()
}
