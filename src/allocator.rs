//! Memory for the whole program, and what happens when there is none left.
//!
//! A program that gets none says so and ends: nothing is written by halves.

use mimalloc::MiMalloc;
use std::alloc::{GlobalAlloc, Layout};

/// The allocator of the program. Where memory ends, the program ends with a plain message: Rust's own would abort it.
pub struct Allocator(pub MiMalloc);

// SAFETY: every call is handed on as it came, and what comes back is handed back.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: see above.
        or_end(unsafe { self.0.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: see above.
        or_end(unsafe { self.0.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: see above.
        or_end(unsafe { self.0.realloc(old, layout, size) })
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        // SAFETY: see above.
        unsafe { self.0.dealloc(old, layout) }
    }
}

fn or_end(memory: *mut u8) -> *mut u8 {
    if memory.is_null() { end() } else { memory }
}

/// Says it without asking for memory, and without the locks of the standard output, which this thread may hold.
fn end() -> ! {
    let words = b"error: there is not enough memory: close other programs, or give this one more\n";
    liberate::system::last_words(words);
    std::process::exit(2)
}
