/*
 * Entry of the guest, as PVH says (xen/arch-x86/hvm/start_info.h): 32-bit, flat, no paging, %ebx = the physical address
 * of struct hvm_start_info. Goes to 64-bit mode with the first 4 GiB mapped where they are, then to
 * guest_main(start_info). Interrupts stay off for ever: the guest polls.
 */
#define PRESENT_WRITABLE 0x003
#define LARGE_PAGE       0x083
#define LARGE_PAGE_SIZE  0x200000
#define CR4_PAE          0x20
#define CR0_PAGING       0x80000000
#define MSR_EFER         0xc0000080
#define EFER_LONG_MODE   0x100
#define BOOT_STACK_SIZE  16384

#ifdef PVH
    /* By this note Xen knows a kernel. Without it the image passes for an HVM guest's firmware, entered the same way. */
    .section .note.Xen, "a", @note
    .align 4
    .long 4, 4, 18              /* bytes of the name, bytes of the value, XEN_ELFNOTE_PHYS32_ENTRY */
    .asciz "Xen"
    .long start
#endif

    .code32
    .text
    .globl start
start:
    cli
    cld
    mov $(boot_stack + BOOT_STACK_SIZE), %esp

    /* Four page directories of 512 large pages: 4 GiB. */
    xor %ecx, %ecx
    mov $LARGE_PAGE, %eax
1:  mov %eax, page_directories(, %ecx, 8)
    add $LARGE_PAGE_SIZE, %eax
    inc %ecx
    cmp $2048, %ecx
    jb 1b
    xor %ecx, %ecx
    mov $(page_directories + PRESENT_WRITABLE), %eax
2:  mov %eax, page_directory_pointers(, %ecx, 8)
    add $4096, %eax
    inc %ecx
    cmp $4, %ecx
    jb 2b
    movl $(page_directory_pointers + PRESENT_WRITABLE), page_map

    mov %cr4, %eax
    or $CR4_PAE, %eax
    mov %eax, %cr4
    mov $page_map, %eax
    mov %eax, %cr3
    mov $MSR_EFER, %ecx
    rdmsr
    or $EFER_LONG_MODE, %eax
    wrmsr
    mov %cr0, %eax
    or $CR0_PAGING, %eax
    mov %eax, %cr0
    lgdt descriptor_table_register
    ljmp $8, $start64

    .code64
start64:
    mov $16, %eax
    mov %eax, %ds
    mov %eax, %es
    mov %eax, %ss
    mov %ebx, %edi              /* start_info: the argument; also clears the upper half */
    xor %ebp, %ebp
    call guest_main
3:  hlt
    jmp 3b

    .data
    .align 8
descriptor_table:
    .quad 0
    .quad 0x00af9b000000ffff    /*  8: 64-bit code */
    .quad 0x00cf93000000ffff    /* 16: data */
descriptor_table_register:
    .word . - descriptor_table - 1
    .quad descriptor_table

    .bss
    .align 4096
    .globl page_map
page_map:
    .skip 4096
page_directory_pointers:
    .skip 4096
page_directories:
    .skip 4 * 4096
    .globl hypercall_page
hypercall_page:
    .skip 4096

boot_stack:
    .skip BOOT_STACK_SIZE
    .section .note.GNU-stack, "", @progbits
