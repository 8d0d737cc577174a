//! The program `liberate`.

mod allocator;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator(mimalloc::MiMalloc);

fn main() -> ExitCode {
    liberate::cli::run()
}
