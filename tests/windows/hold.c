/* For tests: holds a file open, and says so in one line, until its input ends. The second word is how it shares it: 0 with nobody, as
   programs do that write; 1 with those who read, as viewers do. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    if (count != 3) {
        return 2;
    }
    HANDLE file = CreateFileW(words[1], GENERIC_READ, wcstoul(words[2], NULL, 10), NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        printf("cannot hold it: error %lu\n", GetLastError());
        return 1;
    }
    printf("holds it\n");
    fflush(stdout);
    while (getchar() != EOF) {
    }
    CloseHandle(file);
    return 0;
}
