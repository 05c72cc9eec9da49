package org.lkernel.kernel.files;

import org.lkernel.kernel.syscall.SystemCall;

/// The system calls files own, by topic.
public sealed interface FilesCall extends Files, SystemCall
        permits DescriptorCall,
                NameCall,
                TransferCall,
                AttributeCall,
                ChannelCall,
                PollCall,
                MountCall,
                XattrCall,
                SocketCall {}
