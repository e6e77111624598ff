#!/bin/bash
LOGFILE=/var/log/keepalived-mysql-state.log
echo "" >> $LOGFILE
date >> $LOGFILE
