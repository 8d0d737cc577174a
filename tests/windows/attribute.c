/* For tests: gives a file the attributes of the second word, a number in hexadecimal digits, and says which it has then. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    if (count != 3) {
        return 2;
    }
    SetFileAttributesW(words[1], wcstoul(words[2], NULL, 16));
    printf("%lx\n", GetFileAttributesW(words[1]));
    return 0;
}
