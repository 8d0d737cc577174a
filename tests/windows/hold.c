/* Holds a file open, as Explorer's preview does, so that it cannot be moved, until the program is ended. */
#include <stdio.h>
#include <windows.h>

int main(int count, char **words)
{
    HANDLE file = CreateFileA(words[count - 1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    puts(file == INVALID_HANDLE_VALUE ? "cannot" : "held");
    fflush(stdout);
    Sleep(INFINITE);
    return 0;
}
